package bench;

import java.io.IOException;
import java.util.List;

/** Measures something and says how that compares with its limit. */
interface Benchmark {
    List<Result> run(Plan plan) throws IOException;

    static Figures figures(List<Double> all) {
        return new Figures(all.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
