package dev.easel.http;

import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/** Errors as clients read them: v1Error as JSON whatever the operation produces, or problem+json for who asks for it. */
final class Errors {
    private static final String PROBLEM_JSON = "application/problem+json";

    private Errors() {}

    static Answer answer(Visit visit, Problem problem) {
        return answer(visit, problem.status(), problem.body(visit.id())).with(problem.headers());
    }

    /** An error that the HTTP layer found before or behind our own code. */
    static Answer answer(Visit visit, int status, String message) {
        var body = Json.object().put("code", code(status)).put("message", message);
        return answer(visit, status, body.put("ref", visit.id()));
    }

    private static Answer answer(Visit visit, int status, ObjectNode body) {
        if (!visit.header("Accept").toLowerCase(Locale.ROOT).contains(PROBLEM_JSON)) {
            return Answer.of(status, Replies.JSON, Json.MAPPER.writeValueAsBytes(body));
        }
        var problem = Json.object();
        problem.put("type", "urn:easel:problem:" + body.path("code").asString());
        problem.put("title", HttpStatus.getMessage(status));
        problem.put("status", status);
        problem.set("detail", body.path("message"));
        problem.put("instance", "urn:easel:request:" + visit.id());
        problem.setAll(body.without("message"));
        return Answer.of(status, PROBLEM_JSON, Json.MAPPER.writeValueAsBytes(problem));
    }

    private static String code(int status) {
        if (status >= 500 && status != Code.Unavailable.status()) return Code.InternalError.name();
        return Stream.of(Code.values())
                .filter(code -> code.status() == status)
                .findFirst()
                .orElse(Code.InvalidInput)
                .name();
    }
}
