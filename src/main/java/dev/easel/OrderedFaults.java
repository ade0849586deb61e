package dev.easel;

import dev.easel.contract.Filter;
import dev.easel.contract.Filter.Case;
import dev.easel.contract.Filter.Operator;
import dev.easel.kinds.Kinds;
import dev.easel.provision.Target;
import dev.easel.provision.rehearsal.Fault;
import dev.easel.provision.rehearsal.Faults;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import dev.easel.store.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The failures that were ordered over the API, as the rehearsal wants to know them. */
final class OrderedFaults implements Faults {
    private final Store store;

    OrderedFaults(Store store) {
        this.store = store;
    }

    @Override
    public List<Fault> since(Target target, String account, Instant since) {
        var ofCluster = Filter.equal("clusterUid", target.uid());
        var concerned = account.isEmpty()
                ? ofCluster
                : new Filter.Any(List.of(ofCluster, Filter.equal("cloudAccountUid", account)));
        var over = new Filter.Match("until", Operator.LESS_OR_EQUAL, Times.text(since), Case.EXACT);
        var query = Query.all(Kinds.REHEARSAL_FAULT, Reach.tenant(target.tenant()))
                .where(concerned)
                .where(over.not());
        return store.list(query).items().stream()
                .flatMap(document -> fault(document).stream())
                .toList();
    }

    private static Optional<Fault> fault(Document document) {
        var until = document.text("/easel/until");
        return Fault.Type.named(document.text("/spec/type"))
                .map(type -> new Fault(
                        document.uid(),
                        type,
                        document.text("/spec/zone"),
                        document.text("/spec/node"),
                        document.text("/spec/pack"),
                        Times.parse(document.text("/easel/from")),
                        until.isEmpty() ? Optional.empty() : Optional.of(Times.parse(until))));
    }
}
