package dev.easel;

import dev.easel.auth.Porter;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Call;
import dev.easel.http.Handler;
import dev.easel.http.Reply;
import dev.easel.store.Idempotency;
import dev.easel.store.Store;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Lets a request that carries an {@code Idempotency-Key} have its effect once, however often it is sent. */
final class Once {
    private final Store store;

    Once(Store store) {
        this.store = store;
    }

    Action wrap(Action action) {
        // Strangers have no keys of their own, and signing in twice harms nobody.
        if (action.permission().equals(Action.OPEN)) return action;
        return new Action(action.permission(), call -> {
            var key = call.header("idempotency-key");
            if (key.isEmpty() || !call.operation().method().equals("POST"))
                return action.handler().handle(call);
            if (key.get().length() > 255)
                throw Problem.invalid("header.Idempotency-Key", "is longer than 255 characters");
            var claim =
                    new Idempotency.Claim(call.caller().tenant(), call.caller().user(), key.get(), digest(call));
            return Reply.of(
                    Idempotency.once(store, claim, store.clock().instant(), () -> value(action.handler(), call)));
        });
    }

    private static JsonNode value(Handler handler, Call call) throws Exception {
        return switch (handler.handle(call)) {
            case Reply.Value value -> value.value();
            case JsonNode tree -> tree;
            default ->
                throw Problem.invalid(
                        "header.Idempotency-Key",
                        "cannot be used for " + call.operation().id());
        };
    }

    private static String digest(Call call) {
        return Porter.digest(String.join(
                "\n",
                call.operation().id(),
                call.caller().project(),
                new TreeMap<>(call.path()).toString(),
                new TreeMap<>(call.query()).toString(),
                call.body().toString()));
    }
}
