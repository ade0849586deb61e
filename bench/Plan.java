package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to measure.
 *
 * @param java the launcher's command for Java with the server's flags and class path
 * @param scratch a folder for data, on a real disk
 */
record Plan(List<String> java, Path scratch, int rounds, Duration time) {
    Duration warmUp() {
        return time.multipliedBy(2);
    }

    /** The same without the cache of classes that the launcher has made. */
    Plan withoutCache() {
        var less = java.stream()
                .filter(argument -> !argument.startsWith("-XX:AOTCache"))
                .toList();
        return new Plan(less, scratch, rounds, time);
    }

    Path fresh(String name) {
        return scratch.resolve(name + "-" + System.nanoTime());
    }
}
