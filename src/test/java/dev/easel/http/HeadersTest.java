package dev.easel.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.contract.Lifecycle;
import dev.easel.contract.Lifecycle.Phase;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;

/** The place in life of an operation, as its callers see it. */
final class HeadersTest {
    private static final Optional<LocalDate> DATE = Optional.of(LocalDate.of(2027, 1, 2));

    @Test
    void aDeprecatedOperationSaysSinceWhenAndWhatToUse() {
        var fields = fields(new Lifecycle(Phase.DEPRECATED, DATE, Optional.of("/v1/new")));
        assertEquals("@1798848000", fields.get("Deprecation"));
        assertEquals("</v1/new>; rel=\"successor-version\"", fields.get("Link"));
    }

    @Test
    void aSunsetSaysWhenItGoes() {
        var fields = fields(new Lifecycle(Phase.SUNSET, DATE, Optional.empty()));
        assertEquals("Sat, 02 Jan 2027 00:00:00 GMT", fields.get("Sunset"));
    }

    @Test
    void whatIsHereToStaySaysNothing() {
        assertEquals(
                0,
                fields(new Lifecycle(Phase.PRODUCTION, DATE, Optional.empty())).size());
    }

    private static HttpFields fields(Lifecycle life) {
        var fields = HttpFields.build();
        Headers.write(life, fields);
        return fields;
    }
}
