package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.data.example.Minibatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

final class SharedExamplesTest {
    private static final Configuration HADOOP = new Configuration(false);

    private final List<Counted> opened = new ArrayList<>();
    private final ExampleOpener examples = SharedExamples.of(hadoop -> {
        opened.add(new Counted());
        return opened.get(opened.size() - 1);
    });

    /** Knows how often it was read and closed. */
    private static final class Counted implements ExampleSource {
        private int reads;
        private int closed;

        @Override
        public ExampleCatalog catalog() {
            return null;
        }

        @Override
        public Minibatch training(int[] examples, long seed) {
            reads++;
            return null;
        }

        @Override
        public Minibatch evaluation(int[] examples) {
            reads++;
            return null;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    void areOpenedOnceForAllAndClosedWithTheLast() throws IOException {
        ExampleSource one = examples.open(HADOOP);
        ExampleSource other = examples.open(HADOOP);
        one.training(new int[] {0}, 1);
        other.evaluation(new int[] {0});

        one.close();
        one.close();

        assertThat(opened).hasSize(1);
        assertThat(opened.get(0).reads).isEqualTo(2);
        assertThat(opened.get(0).closed).isZero();
        other.close();
        assertThat(opened.get(0).closed).isEqualTo(1);
    }

    @Test
    void areOpenedAnewForWhoComesAfterTheLast() throws IOException {
        examples.open(HADOOP).close();
        examples.open(HADOOP);

        assertThat(opened).hasSize(2);
        assertThat(opened.get(1).closed).isZero();
    }

    @Test
    void failToOpenAsOftenAsTheyAreTried() throws IOException {
        List<Integer> tries = new ArrayList<>();
        ExampleOpener failing = SharedExamples.of(hadoop -> {
            tries.add(1);
            throw new IOException("gone");
        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> failing.open(HADOOP)).hasMessage("gone");
        }

        assertThat(tries).hasSize(2);
    }
}
