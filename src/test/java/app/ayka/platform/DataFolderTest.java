package app.ayka.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path parent;

    @Test
    void oneAtATime() throws Exception {
        var path = parent.resolve("my data");
        try (var held = DataFolder.hold(path)) {
            assertThat(held.path()).isEqualTo(path.toAbsolutePath());
            assertThatThrownBy(() -> DataFolder.hold(path))
                    .isInstanceOf(UnusableSettingException.class)
                    .hasMessageStartingWith("ayka.data: tried " + path)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        DataFolder.hold(path).close();
    }

    @Test
    void aFileInItsPlaceIsSaidInOneLine() throws Exception {
        var file = Files.writeString(parent.resolve("file"), "x");
        assertThatThrownBy(() -> DataFolder.hold(file))
                .isInstanceOf(UnusableSettingException.class)
                .hasMessageStartingWith("ayka.data: tried ");
    }
}
