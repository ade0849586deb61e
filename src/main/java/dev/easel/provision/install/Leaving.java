package dev.easel.provision.install;

import dev.easel.provision.install.Item.Ref;
import java.util.stream.Collectors;

/** Takes layers away that are wished for no longer, with all that they own and nothing else. */
final class Leaving {
    private final Workload workload;
    private final Inventories book;
    private final ChartLayer.Tools tools;

    Leaving(Workload workload, Inventories book, ChartLayer.Tools tools) {
        this.workload = workload;
        this.book = book;
        this.tools = tools;
    }

    /** What of it is still on its way; "" when nothing is. */
    String remove(Inventory inventory) {
        if (!inventory.release().isEmpty()) tools.helm().uninstall(inventory.release());
        var left = new Belongings(workload, book.owner(inventory)).remove(inventory.refs());
        if (!left.isEmpty()) return left.stream().map(Ref::toString).collect(Collectors.joining(", "));
        tools.spaces().leave(inventory.namespaces());
        book.forget(inventory);
        return "";
    }
}
