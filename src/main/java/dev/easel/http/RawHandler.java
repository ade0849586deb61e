package dev.easel.http;

import java.util.Map;

/**
 * Answers everything below a prefix that is not part of the contract, such as a cluster's Kubernetes endpoint. The gate
 * does not look at these requests: the handler checks the credential itself.
 */
@FunctionalInterface
public interface RawHandler {
    Answer answer(Asked asked) throws Exception;

    /**
     * What was asked.
     *
     * @param path canonical path below the prefix, without a leading slash
     * @param query values of the query, first one when repeated
     * @param authorization value of the Authorization header as sent, "" when absent
     * @param accept value of the Accept header, "" when absent
     */
    record Asked(
            String method, String path, Map<String, String> query, String authorization, String accept, byte[] body) {}
}
