package io.cohort.driver.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conf files that come with Cohort. */
final class ConfFilesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"conf/skipgram.conf", "conf/cbow.conf", "conf/skipgram-cluster.conf", "docker/compose.conf"})
    void everyConfFileOfTheRepositoryIsValid(String file) {
        Path path = Path.of("..").resolve(file);

        CohortConf conf = CohortConf.of(Confs.load(path), Confs.NOW);

        assertThat(conf.resolved()).doesNotContainValue("null");
    }
}
