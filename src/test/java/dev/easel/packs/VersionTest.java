package dev.easel.packs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
    /** Oldest first. */
    private static final List<String> ORDER = List.of(
            "latest",
            "LTS__18.4.x",
            "LTS__20.04",
            "LTS__22.4.x",
            "0.1.89",
            "0.1.89-rev1",
            "0.1.89-rev2",
            "0.1.117",
            "0.30.0-5.5.2026",
            "1.0.x",
            "1.0.0",
            "v1.8.7",
            "v1.12.0",
            "1.21.12-k3s0",
            "1.28.x",
            "1.28.0-alpha.2",
            "1.28.0-beta.1",
            "1.28.0-rc.1",
            "1.28.0-rc.2",
            "1.28.0",
            "1.28.9-rke2r1-build20240416",
            "1.28.10-rke2r1-build20240514",
            "1.31.14",
            "1.31.14-rke2r1-build20260101",
            "1.32",
            "1.32.1-rke2r1-build20250115",
            "2.0.2-up.3",
            "2.0.2-up.4",
            "6.2.12-1",
            "18.04",
            "22.04");

    @Test
    void versionsStandAsTheirMakersMeanThem() {
        var shuffled = new ArrayList<>(ORDER.stream().map(Version::of).toList());
        Collections.shuffle(shuffled, new Random(7));
        Collections.sort(shuffled);
        assertEquals(ORDER, shuffled.stream().map(Version::toString).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "1.30.4, 1, 30, 1.30",
        "1.30, 1, 30, 1.30",
        "v1.12.0, 1, 12, 1.12",
        "1.28.x, 1, 28, 1.28",
        "1.29.4-rke2r1-build20240416, 1, 29, 1.29",
        "LTS__20.04, 20, 4, 20.4",
        "7, 7, 0, 7.0"
    })
    void majorAndMinorAreRead(String text, long major, long minor, String line) {
        var version = Version.of(text);
        assertEquals(major, version.major());
        assertEquals(minor, version.minor());
        assertEquals(line, version.line());
    }

    @Test
    void onlyOneReleaseIsExact() {
        assertTrue(Version.of("1.30.4").isExact());
        assertTrue(Version.of("1.29.4-rke2r1-build20240416").isExact());
        assertFalse(Version.of("1.28.x").isExact());
        assertFalse(Version.of("LTS__20.04").isExact());
        assertFalse(Version.of("latest").isExact());
    }
}
