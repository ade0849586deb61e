package dev.easel.templates;

import java.util.Base64;
import java.util.regex.Pattern;

/** What a variable's value must look like. */
enum Format {
    STRING("text", ".*"),
    NUMBER("a number", "[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?"),
    BOOLEAN("true or false", "true|false"),
    VERSION("a semantic version such as 1.2.3", Format.SEMANTIC),
    IPV4("an IPv4 address", Format.ADDRESS),
    IPV4CIDR("an IPv4 network such as 10.0.0.0/16", Format.ADDRESS + "/(3[0-2]|[12]?\\d)"),
    IPV6("an IPv6 address", "[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*"),
    BASE64("base64", "[A-Za-z0-9+/]*={0,2}");

    static final String SEMANTIC = "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
            + "(-(0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)(\\.(0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*))*)?"
            + "(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?";
    private static final String ADDRESS = "((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

    private final String said;
    private final Pattern shape;

    Format(String said, String shape) {
        this.said = said;
        this.shape = Pattern.compile(shape, Pattern.DOTALL);
    }

    String said() {
        return said;
    }

    boolean fits(String value) {
        if (this == VERSION) return SemanticVersion.is(value);
        if (!shape.matcher(value).matches()) return false;
        return switch (this) {
            case BASE64 -> decodes(value);
            case IPV6 -> isAddress(value);
            default -> true;
        };
    }

    private static boolean decodes(String value) {
        try {
            return Base64.getDecoder().decode(value).length >= 0;
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    /** The shape holds letters that no host name has, so nothing is looked up. */
    private static boolean isAddress(String value) {
        try {
            return java.net.InetAddress.ofLiteral(value) != null;
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }
}
