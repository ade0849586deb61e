package dev.easel.search;

import dev.easel.store.Query.Order;
import dev.easel.store.Query.Way;
import java.util.ArrayList;
import java.util.List;

/** Reads by what a list is sorted, as it stands in a query: {@code metadata.name=1,metadata.uid=-1}. */
public final class OrderText {
    private OrderText() {}

    public static List<Order> parse(String text) {
        var orders = new ArrayList<Order>();
        for (var part : text.split(",")) {
            var pair = part.split("=", 2);
            var down = pair.length == 2 && pair[1].strip().equals("-1");
            orders.add(new Order(pair[0].strip(), down ? Way.DOWN : Way.UP));
        }
        return orders;
    }
}
