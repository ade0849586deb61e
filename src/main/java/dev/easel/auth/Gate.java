package dev.easel.auth;

/** The door's question: who is this? What they may do is asked per operation. */
public interface Gate {

    /** Signs a request in, or throws 401. A project that the tenant does not have is a 404. */
    Caller admit(Credentials credentials);

    /** Counts a request against its credential (or address, when there is none); throws 429 when there are too many. */
    Allowance meter(Credentials credentials);

    /**
     * What a request carries to say who asks.
     *
     * @param authorization value of {@code Authorization} or of the session cookie, without "Bearer "; "" when absent
     * @param apiKey value of {@code ApiKey}; "" when absent
     * @param project value of {@code ProjectUid}; "" when absent
     * @param address remote address, for metering strangers
     */
    record Credentials(String authorization, String apiKey, String project, String address) {}

    /**
     * What is left of a credential's allowance, for the RateLimit headers.
     *
     * @param limit requests per window
     * @param remaining requests left now
     * @param resetSeconds until the allowance is whole again
     */
    record Allowance(long limit, long remaining, long resetSeconds) {}
}
