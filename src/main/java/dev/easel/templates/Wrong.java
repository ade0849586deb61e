package dev.easel.templates;

/** What is wrong with a template; becomes a fault that says where. */
final class Wrong extends RuntimeException {
    Wrong(String message, Object... arguments) {
        super(arguments.length == 0 ? message : message.formatted(arguments), null, false, false);
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
