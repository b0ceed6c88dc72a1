package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"layer\": {\n\"@class\": \"javax.script.ScriptEngineManager\"}}",
                "{\"layer\":\n[\"javax.script.ScriptEngineManager\", {}]}",
                "{\"layer\":\n[[\"javax.script.ScriptEngineManager\", {}]]}",
                "{\"dist\": {\n\"type\": \"javax.script.ScriptEngineManager\"}}",
                "{\"vertexInputs\": {\"a\": [\"b\"]}, \"x\": \n[\"javax.script.ScriptEngineManager\"]}",
            })
    void aClassThatIsNotDl4jsIsRefusedWhereverJacksonWouldLoadIt(String json) {
        assertThatThrownBy(() -> TypeNames.require(json))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("line 2: it names the class javax.script.ScriptEngineManager")
                .hasMessageContaining("nothing of it was loaded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@class\": \"org.deeplearning4j.nn.conf.layers.DenseLayer\", \"type\": \"uniform\"}",
                "{\"activationFn\": {\"@class\": \"org.nd4j.linalg.activations.impl.ActivationReLU\"}}",
                "{\"networkInputs\": [\"my.input\"], \"vertexInputs\": {\"my.layer\": [\"my.input\"]}}",
                "{\"kernelSize\": [3, 3], \"empty\": [], \"words\": [\"same\"]}",
            })
    void whatDl4jWritesPasses(String json) {
        assertThatCode(() -> TypeNames.require(json)).doesNotThrowAnyException();
    }

    @Test
    void nestingHasAnEnd() {
        String deep = "[".repeat(100_000);

        assertThatThrownBy(() -> TypeNames.require(deep))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no configuration of DL4J");
    }
}
