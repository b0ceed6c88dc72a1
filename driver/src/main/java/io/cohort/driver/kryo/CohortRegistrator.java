package io.cohort.driver.kryo;

import com.esotericsoftware.kryo.Kryo;
import io.cohort.driver.corpus.WordCounting;
import io.cohort.driver.corpus.WordShare;
import io.cohort.driver.step.ExampleJobs;
import io.cohort.driver.step.ModelWriter;
import io.cohort.driver.step.NetworkModelWriter;
import io.cohort.driver.step.NetworkReceipt;
import io.cohort.driver.step.ReplicaReceipt;
import io.cohort.driver.step.StepReceipt;
import io.cohort.worker.data.BrokenText;
import io.cohort.worker.data.TextStatistics;
import io.cohort.worker.data.example.BrokenExample;
import io.cohort.worker.embedding.EncodedPiece;
import io.cohort.worker.embedding.PairChunk;
import io.cohort.worker.embedding.PairCounts;
import io.cohort.worker.replica.RootScores;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.Scores;
import io.cohort.worker.replica.StateLayout;
import io.cohort.worker.state.BlockReceipt;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;

/** Registers every class of ours that travels: {@code spark.kryo.registrator}, with registration required. */
public final class CohortRegistrator implements KryoRegistrator {
    @Override
    public void registerClasses(Kryo kryo) {
        kryo.register(PairChunk.class, new PairChunkSerializer());
        kryo.register(PairCounts.class, new PairCountsSerializer());
        kryo.register(WordShare.class, new WordShareSerializer());
        kryo.register(Object[].class);
        for (Class<?> record : List.of(
                StepReceipt.class,
                ReplicaReceipt.class,
                BlockReceipt.class,
                EncodedPiece.class,
                TextStatistics.class,
                BrokenText.class,
                WordCounting.Merged.class,
                NetworkReceipt.class,
                NetworkModelWriter.Written.class,
                StateLayout.class,
                Scores.class,
                RootScores.class,
                ScoredExamples.class,
                BrokenExample.class,
                ExampleJobs.Shard.class,
                ModelWriter.Written.class)) {
            kryo.register(record, new RecordSerializer());
        }
    }
}
