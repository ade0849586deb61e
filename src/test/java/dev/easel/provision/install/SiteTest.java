package dev.easel.provision.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.provision.install.Installs.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a cluster's packs are looked at. */
final class SiteTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Wish WISH = new Wish("one", List.of());
    private final Site site = new Site();

    @Test
    void oneRoundAtATimeAndTheNextWhenItIsDue() {
        assertEquals(Optional.empty(), site.next(NOW));
        assertTrue(site.begin(WISH, NOW));
        assertFalse(site.begin(WISH, NOW));
        assertFalse(site.begin(new Wish("other", List.of()), NOW));
        site.end(NOW, Pace.LATER);
        assertEquals(Optional.of(Duration.ofMinutes(5)), site.next(NOW));
        assertFalse(site.begin(WISH, NOW.plusSeconds(299)));
        assertTrue(site.begin(WISH, NOW.plusSeconds(300)));
    }

    @Test
    void anotherWishDoesNotWait() {
        assertTrue(site.begin(WISH, NOW));
        site.end(NOW, Pace.LATER);
        assertTrue(site.begin(new Wish("other", List.of()), NOW));
    }

    @Test
    void whatFailsIsTriedLessAndLessOften() {
        var waits = IntStream.range(0, 7)
                .mapToObj(_ -> {
                    site.begin(WISH, NOW.plus(Duration.ofDays(1)));
                    site.end(NOW, Pace.FAILED);
                    return site.next(NOW).orElseThrow().toSeconds();
                })
                .toList();
        assertEquals(List.of(10L, 20L, 40L, 80L, 160L, 300L, 300L), waits);
    }

    @Test
    void onlyTheFirstEndCounts() {
        site.begin(WISH, NOW);
        site.end(NOW, Pace.LATER);
        site.end(NOW, Pace.FAILED);
        assertEquals(Optional.of(Duration.ofMinutes(5)), site.next(NOW));
    }

    @Test
    void aForgottenClusterBeginsNothing() {
        site.close();
        assertFalse(site.begin(WISH, NOW));
    }
}
