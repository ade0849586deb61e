package dev.easel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.Bench;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServiceTest {
    @Test
    void aServerSaysHowItIs() {
        try (var bench = new Bench((made, _) -> List.of(new Service(made.store, "1.2.3")))) {
            assertEquals("pong", bench.ask("", "", "V1HealthPing", "").text("/msg"));
            assertEquals("ready", bench.ask("", "", "V1HealthReady", "").text("/msg"));
            assertEquals(
                    "1.2.3", bench.admin("v1ServiceVersionGet", "", "palette").text("/spec/latestVersion/content"));
            assertEquals(
                    401, bench.ask("", "", "v1ServiceVersionGet", "", "palette").status());
        }
    }
}
