package dev.easel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LikenessTest {

    @Test
    void anUnknownOperationNamesItsNeighbours() {
        assertEquals("; did you mean v1ProjectsUidGet?", Likeness.near(Fixture.contract(), "v1ProjectUidGet"));
        assertEquals("", Likeness.near(Fixture.contract(), "nonsense"));
    }
}
