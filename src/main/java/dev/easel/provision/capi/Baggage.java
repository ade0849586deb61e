package dev.easel.provision.capi;

import dev.easel.provision.Target;
import dev.easel.provision.install.Installs;
import dev.easel.provision.install.Report;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where a cluster is, and who writes down how its packs stand. */
record Baggage(Supplier<Optional<String>> secret, Consumer<Consumer<PackDiary>> write, Runnable wake)
        implements Installs.Client {

    /** Finds the kubeconfig of a cluster in its management cluster. */
    static Optional<String> kubeconfig(Link link, Target target) {
        var namespace = Names.namespace(target);
        return link.reach().in(namespace).stream()
                .filter(thing -> thing.is("Cluster"))
                .findFirst()
                .flatMap(cluster -> link.reach().secret(namespace, cluster.name() + "-kubeconfig", "value"));
    }

    @Override
    public Optional<String> kubeconfig() {
        return secret.get();
    }

    @Override
    public void cordoned(Set<String> nodes) {
        write.accept(diary -> diary.cordoned(nodes));
    }

    @Override
    public void done(Report report) {
        write.accept(diary -> diary.write(report));
        wake.run();
    }

    @Override
    public void failed(String message) {
        write.accept(diary -> diary.failed(message));
        wake.run();
    }
}
