package dev.easel.http;

import dev.easel.contract.Contract;
import dev.easel.contract.Operation;
import dev.easel.contract.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The table of the house: which action answers which operation. Everything wrong with it is told at once, at start. */
public final class Binder {
    private final Contract contract;
    private final Map<String, Bound> table = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();

    /** An action and the line of Java that bound it. */
    public record Bound(Action action, String where) {}

    public Binder(Contract contract) {
        this.contract = contract;
    }

    public void op(String operationId, Action action) {
        var where = caller();
        if (!contract.knows(operationId)) wrong.add("%s: the contract has no %s".formatted(where, operationId));
        if (action.permission().isEmpty())
            wrong.add("%s: %s is bound without a permission".formatted(where, operationId));
        var earlier = table.putIfAbsent(operationId, new Bound(action, where));
        if (earlier != null) wrong.add("%s: %s is bound already at %s".formatted(where, operationId, earlier.where()));
    }

    public void op(String operationId, String permission, Handler handler) {
        op(operationId, new Action(permission, handler));
    }

    /** Binds the operation whose id has the tag where the pattern has a star, if the contract has it: one line, many clouds. */
    public void tagged(String pattern, String tag, Action action) {
        var id = pattern.replace("*", tag);
        if (contract.knows(id)) op(id, action);
    }

    public void tagged(String pattern, String tag, String permission, Handler handler) {
        tagged(pattern, tag, new Action(permission, handler));
    }

    /** Refuses to go on when anything is wrong with the table, and lists it all. */
    public void check() {
        if (!wrong.isEmpty()) throw new IllegalStateException(String.join("\n", wrong));
    }

    /** Ids of the contract that nothing answers yet, in order. */
    public Collection<String> unbuilt() {
        var unbuilt = new TreeSet<String>();
        contract.operations().forEach(operation -> unbuilt.add(operation.id()));
        unbuilt.removeAll(table.keySet());
        return unbuilt;
    }

    public Map<String, Bound> table() {
        return table;
    }

    /** Puts something around every action, such as the keeping of replies. */
    public void wrap(UnaryOperator<Action> around) {
        table.replaceAll((_, bound) -> new Bound(around.apply(bound.action()), bound.where()));
    }

    Action action(Operation operation) {
        var bound = table.get(operation.id());
        if (bound != null) return bound.action();
        return new Action(Action.NOT_BUILT, _ -> {
            throw Problem.notBuilt(operation.id());
        });
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(Binder.class.getName()))
                        .findFirst()
                        .map(frame -> frame.toStackTraceElement().getFileName() + ":" + frame.getLineNumber()))
                .orElse("?");
    }
}
