package dev.easel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A whole server, seen from outside. */
final class FixtureTest {
    @Test
    void aStrangerIsToldToSignInAndLearnsNothing() {
        try (var house = new Fixture()) {
            assertEquals(
                    "Unauthenticated",
                    house.stranger().get("/v1/spectroclusters/abc").status(401).code());
            assertEquals(
                    "ResourceNotFound",
                    house.admin().get("/v1/spectroclusters/abc").status(404).code());
            var token = house.stranger()
                    .post(
                            "/v1/auth/authenticate",
                            Map.of("emailId", Fixture.ADMIN_EMAIL, "password", Fixture.ADMIN_PASSWORD))
                    .ok();
            var signedIn = house.stranger()
                    .with("Authorization", token.path("Authorization").asString());
            signedIn.get("/v1/registries/metadata").ok();
            house.restart();
            signedIn.in("000000000000000000000000")
                    .get("/v1/registries/metadata")
                    .status(404);
        }
    }
}
