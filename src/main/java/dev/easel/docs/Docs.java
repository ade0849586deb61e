package dev.easel.docs;

import dev.easel.contract.Problem;
import dev.easel.http.Answer;
import dev.easel.http.RawHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** The page that shows the contract to people: Swagger UI from the class path, set up to ask no other host for anything. */
public final class Docs {
    /** For the {@code Content-Security-Policy} header; holds the page to this server even if the library changes its mind. */
    public static final String POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
            + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS =
            Map.of("Content-Security-Policy", POLICY, "Cache-Control", "max-age=3600");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";
    private static final Map<String, Source> FILES = Map.of(
            "index.html", new Source("/docs/", "text/html; charset=utf-8"),
            "start.js", new Source("/docs/", "text/javascript; charset=utf-8"),
            "swagger-ui.css", new Source(LIBRARY, "text/css; charset=utf-8"),
            "swagger-ui-bundle.js", new Source(LIBRARY, "text/javascript; charset=utf-8"),
            "favicon-32x32.png", new Source(LIBRARY, "image/png"));

    private Docs() {}

    /** Answers what is asked below {@code /docs}. */
    public static Answer answer(RawHandler.Asked asked) {
        var name = asked.path().isEmpty() ? "index.html" : asked.path();
        return Optional.of(name)
                .filter(_ -> READING.contains(asked.method()))
                .flatMap(Docs::asset)
                .map(found -> Answer.of(200, found.mediaType(), found.bytes()).with(HEADERS))
                .orElseThrow(() -> Problem.noSuchRoute(asked.method(), "/docs/" + asked.path()));
    }

    /** A file that the page asks for, by its name below {@code /docs/}. */
    public static Optional<Asset> asset(String name) {
        return Optional.ofNullable(FILES.get(name))
                .map(source -> new Asset(source.mediaType, bytes(source.folder + name)));
    }

    private static byte[] bytes(String path) {
        try (var stream = open(path)) {
            return stream.readAllBytes();
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private static String version() {
        try (var stream = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            var properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private static InputStream open(String path) {
        var stream = Docs.class.getResourceAsStream(path);
        if (stream == null) throw new IllegalStateException("The class path has no " + path);
        return stream;
    }

    /** What a browser gets. */
    public record Asset(String mediaType, byte[] bytes) {}

    private record Source(String folder, String mediaType) {}
}
