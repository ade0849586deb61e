package dev.easel.promises;

import dev.easel.contract.Contract;
import dev.easel.contract.Fault;
import dev.easel.contract.Operation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Says what is wrong with a reply to a request, by some rule that holds for every reply. */
@FunctionalInterface
public interface ReplyCheck {
    List<String> faults(Exchange.Request request, Exchange.Reply reply);

    /** A success is the one that the contract promises and has its shape; so has an error. */
    static ReplyCheck by(Contract contract) {
        return (request, reply) -> contract.operations().stream()
                .filter(operation -> answers(operation, request))
                .min(Comparator.comparingLong(operation ->
                        operation.path().chars().filter(c -> c == '{').count()))
                .map(operation -> faults(operation, reply))
                .orElse(List.of("the contract has no " + request.method() + " " + request.path()));
    }

    private static List<String> faults(Operation operation, Exchange.Reply reply) {
        if (reply.status() >= 400) {
            return reply.body().path("code").isString()
                    ? List.of()
                    : List.of("an error without a code: " + reply.body());
        }
        if (reply.status() != operation.success()) {
            return List.of("the contract promises " + operation.success());
        }
        return operation.response().json()
                ? operation.reply().stream()
                        .flatMap(schema -> schema.checkReply(reply.body()).stream())
                        .map(Fault::toString)
                        .toList()
                : List.of();
    }

    private static boolean answers(Operation operation, Exchange.Request request) {
        var template = Arrays.asList(operation.path().split("/"));
        var path = Arrays.asList(request.path().split("/"));
        if (!operation.method().equals(request.method()) || template.size() != path.size()) {
            return false;
        }
        for (var i = 0; i < path.size(); i++) {
            if (!template.get(i).startsWith("{") && !template.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
