package dev.easel.certificates;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Writes the few DER forms that a certificate is made of (ITU-T X.690). */
final class Der {
    static final int CONTEXT = 0x80;
    static final int CONSTRUCTED = 0x20;
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'");
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

    private Der() {}

    static byte[] tagged(int tag, byte[]... parts) {
        var length = Stream.of(parts).mapToInt(part -> part.length).sum();
        var bytes = ByteBuffer.allocate(length + 4).put((byte) tag);
        if (length > 0xff) bytes.put((byte) 0x82).putShort((short) length);
        else if (length > 0x7f) bytes.put((byte) 0x81).put((byte) length);
        else bytes.put((byte) length);
        Stream.of(parts).forEach(bytes::put);
        var whole = new byte[bytes.position()];
        bytes.flip().get(whole);
        return whole;
    }

    static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    static byte[] integer(BigInteger value) {
        return tagged(0x02, value.toByteArray());
    }

    static byte[] yes() {
        return tagged(0x01, new byte[] {-1});
    }

    static byte[] octets(byte[] value) {
        return tagged(0x04, value);
    }

    /** Bits, of which the last {@code unused} mean nothing. */
    static byte[] bits(int unused, byte... value) {
        return tagged(0x03, new byte[] {(byte) unused}, value);
    }

    /** An object identifier, given by its encoded form. */
    static byte[] identifier(String hex) {
        return tagged(0x06, HexFormat.of().parseHex(hex));
    }

    /** The short form until 2049, the long one after, as RFC 5280 wants it. */
    static byte[] time(Instant instant) {
        var utc = instant.atOffset(ZoneOffset.UTC);
        var brief = utc.getYear() < 2050;
        return tagged(brief ? 0x17 : 0x18, utc.format(brief ? SHORT : LONG).getBytes(StandardCharsets.US_ASCII));
    }
}
