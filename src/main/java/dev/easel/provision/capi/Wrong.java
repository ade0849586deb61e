package dev.easel.provision.capi;

/** Something of a cluster cannot be made as it is wished for; the reason is one word, the message says what and where. */
final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;

    Wrong(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
