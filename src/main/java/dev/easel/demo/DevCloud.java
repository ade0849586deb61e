package dev.easel.demo;

import dev.easel.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Cluster API's development provider as a cloud that is registered at run time: its templates, and bodies for it. */
public final class DevCloud {
    public static final String NAME = "dev";
    private static final String TYPES = "/v1/clouds/cloudTypes";
    private static final Map<String, String> TEMPLATES = Map.of(
            "clusterTemplate", "cluster",
            "controlPlanePoolTemplate", "control-plane",
            "workerPoolTemplate", "workers");

    private DevCloud() {}

    /** Makes the cloud known to the tenant, unless it is already. */
    public static void register(Api tenant) {
        var known = tenant.get(TYPES).path("cloudTypes").valueStream();
        if (known.noneMatch(type -> type.path("name").asString("").equals(NAME)))
            tenant.create(TYPES + "/register", Plan.named(NAME));
        TEMPLATES.forEach((name, file) ->
                tenant.upload("%s/%s/content/templates/%s".formatted(TYPES, NAME, name), file + ".yaml", text(file)));
    }

    public static ObjectNode cluster(String name, String account, String profile) {
        var body = Plan.named(name);
        ((ObjectNode) body.path("metadata")).putObject("annotations").put("easel.dev/engine", "capi");
        var spec = body.putObject("spec").put("cloudType", NAME).put("cloudAccountUid", account);
        spec.putObject("cloudConfig").put("values", text("cluster"));
        spec.putArray("profiles").addObject().put("uid", profile);
        var pools = spec.putArray("machinepoolconfig");
        pools.add(pool("control-plane", values("control-plane", 1)));
        pools.add(pool("workers", values("workers", 2)));
        return body;
    }

    public static ObjectNode pool(String name, String values) {
        var pool = Json.object();
        pool.putObject("poolConfig").put("isControlPlane", name.equals("control-plane"));
        pool.putObject("cloudConfig").put("values", values);
        return pool;
    }

    /** The objects of a pool; the name and the size of a pool are read from them. */
    public static String values(String pool, int size) {
        return text(pool).replace("${pool.name}", pool).replace("${pool.size}", String.valueOf(size));
    }

    public static List<String> layers(String kubernetes) {
        return List.of("ubuntu-aws 22.04", "kubernetes " + kubernetes);
    }

    private static String text(String file) {
        try (var in = DevCloud.class.getResourceAsStream("/demo/dev/" + file + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
