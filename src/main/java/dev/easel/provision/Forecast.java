package dev.easel.provision;

import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a wish would replace, as those say who carry the machines; nothing has been done.
 *
 * @param rolls pools whose machines would be replaced, in the order of the blueprint
 * @param doubt why this cannot be told, if it cannot; then there are no rolls
 */
public record Forecast(List<Roll> rolls, Optional<Doubt> doubt) {
    public static final Forecast NOTHING = new Forecast(List.of());

    public Forecast(List<Roll> rolls) {
        this(rolls, Optional.empty());
    }

    /**
     * A pool whose machines would be replaced.
     *
     * @param why for people
     * @param seen what was looked at, and in which state: of another state something else may be foretold
     * @param machines names of those that would go, by uid
     */
    public record Roll(String pool, String why, String seen, SortedMap<String, String> machines) {}

    /** Whether nobody can be asked now (Unavailable), or who was asked would not take the wish (Unprocessable). */
    public record Doubt(Code code, String message) {}

    public static Forecast unknown(Code code, String message) {
        return new Forecast(List.of(), Optional.of(new Doubt(code, message)));
    }

    /** The same for those who need an answer. */
    public Forecast known() {
        doubt.ifPresent(is -> {
            throw Problem.of(is.code(), "What would be replaced cannot be told: %s", is.message());
        });
        return this;
    }
}
