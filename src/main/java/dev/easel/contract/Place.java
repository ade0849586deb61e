package dev.easel.contract;

/** Where a check stands inside a document. A linked path, written out only when something is wrong. */
sealed interface Place {
    record Root(String name) implements Place {
        @Override
        public String toString() {
            return name;
        }
    }

    record Field(Place parent, String name) implements Place {
        @Override
        public String toString() {
            return parent + "." + name;
        }
    }

    record Item(Place parent, int index) implements Place {
        @Override
        public String toString() {
            return parent + "[" + index + "]";
        }
    }
}
