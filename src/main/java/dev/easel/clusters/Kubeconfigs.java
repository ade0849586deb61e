package dev.easel.clusters;

import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.store.Document;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The ways into a cluster. Before it runs there is none: 404, which clients read as an empty attribute. */
public final class Kubeconfigs {
    private final Desk desk;
    private final Writer writer;

    Kubeconfigs(Desk desk, Writer writer) {
        this.desk = desk;
        this.writer = writer;
    }

    /** Writes the text of a kubeconfig for a cluster, its token, and the host that the caller reached the server by. */
    public interface Writer {
        Optional<String> write(Document cluster, String token, String host);
    }

    Object get(Call call) {
        var cluster = desk.find(Kinds.CLUSTER, call, call.path("uid"));
        if (!cluster.text("/status/state").equals("Running"))
            throw Problem.notFound("kubeconfig of cluster", cluster.uid());
        var token = desk.store().open(cluster).at("/easel/kubeToken").asString("");
        var text = writer.write(cluster, token, call.header("host").orElse("localhost"))
                .orElseThrow(() -> Problem.notFound("kubeconfig of cluster", cluster.uid()));
        return Reply.file(
                text.getBytes(StandardCharsets.UTF_8), "application/octet-stream", cluster.name() + ".kubeconfig");
    }
}
