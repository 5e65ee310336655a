package io.cosymesh.audio.models;

import java.nio.file.Path;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Neural models, and what their answers mean.
 *
 * @param directory where {@code campplus.onnx} and {@code speech_tokenizer_v3.onnx} are
 * looked for; neither is used without
 * @param threads how many threads one run may use
 * @param sameSpeaker similarity below which two stretches are taken for two speakers
 */
@Validated
@ConfigurationProperties("cosymesh.audio.models")
record ModelProperties(@Nullable Path directory, @DefaultValue("1") @Min(1) @Max(64) int threads,
		@DefaultValue("0.31") @DecimalMin("-1") @DecimalMax("1") double sameSpeaker) {

}
