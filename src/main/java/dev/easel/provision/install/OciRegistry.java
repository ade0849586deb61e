package dev.easel.provision.install;

import dev.easel.contract.Json;
import dev.easel.provision.Chart;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A registry of images that holds charts as well. */
record OciRegistry(Web web, Chart chart) {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONTENT = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    byte[] fetch() {
        var place = URI.create(chart.repository());
        if (place.getHost() == null) throw new Refused("%s is no address", chart.repository());
        var path = (place.getPath() + "/" + chart.name()).replaceAll("/+", "/");
        var base =
                "%s://%s/v2%s/".formatted(web.isPlain(place.getHost()) ? "http" : "https", place.getAuthority(), path);
        // A tag takes no plus sign.
        var manifest = URI.create(base + "manifests/" + chart.version().replace('+', '_'));
        var authorization = authorization(manifest);
        var digest = digest(manifest, web.get(manifest, authorization, MANIFEST));
        var blob = URI.create(base + "blobs/" + digest);
        return Charts.checked(web.get(blob, authorization, ""), digest, blob);
    }

    private static String digest(URI from, byte[] manifest) {
        for (var layer : json(from, manifest).path("layers")) {
            var digest = layer.path("digest").asString("");
            if (layer.path("mediaType").asString("").equals(CONTENT) && digest.matches("sha256:[0-9a-f]{64}"))
                return digest;
        }
        throw new Refused("%s holds no chart", from);
    }

    private static JsonNode json(URI from, byte[] text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException wrong) {
            throw new Refused("%s answers no JSON", from);
        }
    }

    /** What opens the registry: what it was given, or the token that it sends one for. */
    private String authorization(URI manifest) {
        var answer = web.ask(manifest, chart.authorization(), MANIFEST);
        var challenge = String.valueOf(answer.getHeaders().get("WWW-Authenticate"));
        if (answer.getStatus() != 401 || !challenge.regionMatches(true, 0, "Bearer ", 0, 7))
            return chart.authorization();
        var realm = "";
        var query = new StringBuilder();
        for (var found : PARAMETER.matcher(challenge).results().toList()) {
            if (found.group(1).equals("realm")) realm = found.group(2);
            else query.append('&').append(found.group(1)).append('=').append(encoded(found.group(2)));
        }
        var address =
                URI.create(realm + (realm.contains("?") ? "&" : "?") + query.substring(Math.min(1, query.length())));
        var token = json(address, web.get(address, chart.authorization(), ""));
        return "Bearer "
                + token.path("token").asString(token.path("access_token").asString(""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
