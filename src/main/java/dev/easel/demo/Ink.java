package dev.easel.demo;

/** How text is made to stand out: by the escape codes of a terminal, or not at all. */
enum Ink {
    NONE,
    ANSI;

    String bold(String text) {
        return in("1", text);
    }

    String faint(String text) {
        return in("2", text);
    }

    String good(String text) {
        return in("32", text);
    }

    String busy(String text) {
        return in("33", text);
    }

    String bad(String text) {
        return in("31", text);
    }

    private String in(String code, String text) {
        return this == NONE ? text : "\033[" + code + "m" + text + "\033[0m";
    }
}
