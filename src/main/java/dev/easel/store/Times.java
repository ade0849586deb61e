package dev.easel.store;

import dev.easel.contract.Problem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Times as the wire wants them: RFC 3339, UTC, three decimals. Columns hold milliseconds. */
public final class Times {
    private static final DateTimeFormatter WIRE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    public static String text(Instant time) {
        return WIRE.format(time);
    }

    public static Instant parse(String text) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeParseException unreadable) {
            throw Problem.invalid("time", "\"" + text + "\" is not an RFC 3339 time");
        }
    }

    static long millis(String text) {
        return parse(text).toEpochMilli();
    }
}
