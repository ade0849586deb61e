package dev.easel.contract;

import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** A compiled schema: the types that it takes, and its checks. */
interface Shape {
    boolean takes(int types);

    /** Whether only some texts will do. To such a shape the empty text of a client that omits nothing means absent. */
    boolean choosy();

    void check(JsonNode value, Place at, Findings findings);

    /** A schema that stands where it is used; without types it takes all of them. */
    record Here(int types, boolean choosy, List<Check> checks) implements Shape {
        @Override
        public boolean takes(int wanted) {
            return types == 0 || (types & wanted) != 0;
        }

        @Override
        public void check(JsonNode value, Place at, Findings findings) {
            if (!takes(Types.of(value))) {
                findings.add(at, "must be " + Types.words(types));
                return;
            }
            if (value.isNull() && types != 0) return;
            for (var check : checks) check.run(value, at, findings);
        }
    }

    /** A schema that is named. Looked up when first met: schemas refer to themselves, and most are never needed. */
    record Named(Supplier<Shape> target) implements Shape {
        @Override
        public boolean takes(int wanted) {
            return target.get().takes(wanted);
        }

        @Override
        public boolean choosy() {
            return target.get().choosy();
        }

        @Override
        public void check(JsonNode value, Place at, Findings findings) {
            target.get().check(value, at, findings);
        }
    }
}
