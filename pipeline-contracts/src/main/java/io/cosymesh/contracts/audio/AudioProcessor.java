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
 * Decodes what people record and encodes what they hear. Touches untrusted bytes, stores
 * nothing.
 */
@HttpExchange
public interface AudioProcessor {

	/**
	 * Decodes, validates, trims, normalises and measures a recording. Refused with a
	 * problem that names the field {@code prompt} when it is no audio, silent, too short,
	 * too long or sampled below 16 kHz.
	 * @param recording bytes of any audio container; the content decides what it is
	 * @return the prepared prompt
	 */
	@PostExchange(url = "/v1/prompts", contentType = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Mono<PreparedPrompt> prepare(@RequestBody Flux<DataBuffer> recording);

	/**
	 * Encodes speech while it arrives: the first bytes leave before the last are in.
	 * @param format format of the result
	 * @param sampleRate samples per second of the result, one of
	 * {@link AudioFormat#sampleRates()}
	 * @param pcm speech in {@link io.cosymesh.contracts.PcmFormat}
	 * @return the encoded stream with its media type
	 */
	@PostExchange(url = "/v1/encode", contentType = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Mono<ResponseEntity<Flux<DataBuffer>>> encode(@RequestParam("format") AudioFormat format,
			@RequestParam(name = "sampleRate", defaultValue = "24000") int sampleRate,
			@RequestBody Flux<DataBuffer> pcm);

}
