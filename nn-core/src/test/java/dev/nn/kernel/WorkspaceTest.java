package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a workspace keeps between calls. */
class WorkspaceTest {
    @Test
    void keepsOneObjectOfEachClass() {
        Workspace workspace = new Workspace(), other = new Workspace();
        StringBuilder text = workspace.kept(StringBuilder.class, StringBuilder::new);
        int[] numbers = workspace.kept(int[].class, () -> new int[2]);
        assertThat(workspace.kept(StringBuilder.class, StringBuilder::new)).isSameAs(text);
        assertThat(workspace.kept(int[].class, () -> new int[3])).isSameAs(numbers);
        assertThat(other.kept(StringBuilder.class, StringBuilder::new)).isNotSameAs(text);
    }

    @Test
    void aLargerReservationLeavesThemThere() {
        Workspace workspace = new Workspace().reserve(10);
        StringBuilder text = workspace.kept(StringBuilder.class, StringBuilder::new);
        assertThat(workspace.reserve(100).scratch()).hasSize(100);
        assertThat(workspace.reserve(50).scratch()).hasSize(100);
        assertThat(workspace.kept(StringBuilder.class, StringBuilder::new)).isSameAs(text);
    }
}
