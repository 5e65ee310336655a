package io.cosymesh.contracts.audio;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What audio-processor can say of a recording beyond preparing it.
 */
@HttpExchange
public interface PromptAnalyzer {

	/** Media type of a safetensors file. */
	String FEATURES_MEDIA_TYPE = "application/vnd.safetensors";

	/**
	 * Measures what a drawing of a recording needs. Refuses what is no audio as
	 * {@link AudioProcessor#prepare} does, but draws silence too.
	 * @param recording bytes of any audio container; the content decides what it is
	 * @return waveform, spectrogram and pitch
	 */
	@PostExchange(url = "/v1/plots", contentType = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Mono<PromptPlot> plot(@RequestBody Flux<DataBuffer> recording);

	/**
	 * Computes what a CosyVoice runtime reads of a prompt, as a safetensors file
	 * (docs/prompt-features.md).
	 * @param model the model that will read them
	 * @param pcm a prepared prompt in {@link io.cosymesh.contracts.PcmFormat}, at most
	 * the 30 s a speech tokenizer takes
	 * @return the file
	 */
	@PostExchange(url = "/v1/prompt-features", contentType = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Mono<ResponseEntity<byte[]>> features(@RequestParam(name = "model", defaultValue = "COSYVOICE3") PromptModel model,
			@RequestBody Flux<DataBuffer> pcm);

}
