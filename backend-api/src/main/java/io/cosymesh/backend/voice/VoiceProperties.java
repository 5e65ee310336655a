package io.cosymesh.backend.voice;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Voices that the operator adds.
 *
 * @param builtIn folder with a {@code voices.yaml} and the clips it names, or nothing for
 * the voices that are shipped alone
 */
@ConfigurationProperties("cosymesh.voices")
@Validated
record VoiceProperties(@Nullable Path builtIn) {

	static final String BUILT_IN = "cosymesh.voices.built-in";

}
