package dev.easel.cloudaccounts;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Verbs;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The files of a cloud that is registered at run time: manifests of its Cluster API providers, templates, a logo. */
final class CloudFiles {
    private static final Map<String, String> CONTENTS = Map.of(
            "Bootstrap", "bootstrap",
            "CloudProvider", "cloudProvider",
            "ControlPlane", "controlPlane",
            "Core", "core",
            "ClusterTemplate", "clusterTemplate",
            "ControlPlanePoolTemplate", "controlPlanePoolTemplate",
            "WorkerPoolTemplate", "workerPoolTemplate");

    private final Desk desk;

    CloudFiles(Verbs verbs) {
        desk = verbs.desk();
    }

    void bind(Binder on) {
        on.op("V1CustomCloudTypeLogoGet", "cloudType.get", this::logo);
        on.op("V1CustomCloudTypeLogoUpdate", "cloudType.update", this::setLogo);
        CONTENTS.forEach((tag, name) -> {
            on.tagged("V1CustomCloudType*Get", tag, new Action("cloudType.get", call -> content(call, name)));
            on.tagged("V1CustomCloudType*Update", tag, new Action("cloudType.update", call -> setContent(call, name)));
            on.tagged(
                    "V1CustomCloudType*Delete", tag, new Action("cloudType.update", call -> removeContent(call, name)));
        });
    }

    private ObjectNode content(Call call, String name) {
        var yaml = kept(call, "content/" + name);
        if (!yaml.isString()) throw Problem.notFound("content", name);
        return Json.object().put("yaml", yaml.asString());
    }

    private Reply setContent(Call call, String name) {
        var yaml = text(file(call));
        return change(call, body -> Verbs.put(body, inside("content/" + name), yaml));
    }

    private Reply removeContent(Call call, String name) {
        return change(call, body -> {
            if (body.at(inside("content")) instanceof ObjectNode contents) contents.remove(name);
        });
    }

    private Reply logo(Call call) {
        var logo = kept(call, "logo");
        if (!logo.isString()) throw Problem.notFound("logo", call.path("cloudType"));
        var bytes = logo.binaryValue();
        return Reply.file(bytes, "image/" + picture(bytes), call.path("cloudType") + "." + picture(bytes));
    }

    private Reply setLogo(Call call) {
        var bytes = file(call);
        if (picture(bytes).isEmpty()) throw Problem.invalid("body.fileName", "must be a PNG, GIF or JPEG picture");
        var text = StringNode.valueOf(Base64.getEncoder().encodeToString(bytes));
        return change(call, body -> Verbs.put(body, inside("logo"), text));
    }

    /** What sort of picture it is, by its first bytes; "" when it is none. */
    private static String picture(byte[] bytes) {
        var start = new String(bytes, 0, Math.min(bytes.length, 4), StandardCharsets.ISO_8859_1);
        if (start.startsWith("\u0089PNG")) return "png";
        if (start.startsWith("GIF8")) return "gif";
        return start.startsWith("\u00ff\u00d8\u00ff") ? "jpeg" : "";
    }

    private Reply change(Call call, Consumer<ObjectNode> edit) {
        return desk.change(Kinds.CLOUD_TYPE, call, call.path("cloudType"), edit);
    }

    private static byte[] file(Call call) {
        var file = call.body().path("fileName").path("bytes");
        if (!file.isBinary() || file.binaryValue().length == 0) {
            throw Problem.invalid("body.fileName", "must be a file that is not empty");
        }
        return file.binaryValue();
    }

    private static JsonNode text(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return StringNode.valueOf(text.toString());
        } catch (CharacterCodingException wrong) {
            throw Problem.invalid("body.fileName", "must be UTF-8");
        }
    }

    private static String inside(String path) {
        return "/" + Desk.PRIVATE + "/" + path;
    }

    private JsonNode kept(Call call, String path) {
        return desk.find(Kinds.CLOUD_TYPE, call, call.path("cloudType")).at(inside(path));
    }
}
