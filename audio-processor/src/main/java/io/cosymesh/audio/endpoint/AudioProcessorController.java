package io.cosymesh.audio.endpoint;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.audio.admission.Tickets;
import io.cosymesh.audio.admission.Workbench;
import io.cosymesh.audio.encode.SpeechEncoder;
import io.cosymesh.audio.intake.Spool;
import io.cosymesh.audio.prepare.PromptPreparation;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.audio.AudioProcessor;
import io.cosymesh.contracts.audio.PreparedPrompt;

/**
 * Serves the contract of this service.
 */
@RestController
class AudioProcessorController implements AudioProcessor {

	private final Spool spool;

	private final PromptPreparation preparation;

	private final SpeechEncoder encoder;

	private final Workbench workbench;

	private final Tickets recordingTickets;

	private final Tickets encoderTickets;

	AudioProcessorController(Spool spool, PromptPreparation preparation, SpeechEncoder encoder, Workbench workbench,
			Tickets recordingTickets, Tickets encoderTickets) {
		this.spool = spool;
		this.preparation = preparation;
		this.encoder = encoder;
		this.workbench = workbench;
		this.recordingTickets = recordingTickets;
		this.encoderTickets = encoderTickets;
	}

	// An empty body is a recording of 0 bytes and refused as one.
	@Override
	public Mono<PreparedPrompt> prepare(@RequestBody(required = false) Flux<DataBuffer> recording) {
		Mono<PreparedPrompt> prepared = this.spool.receive(recording,
				(file) -> this.workbench.compute(() -> file.use(this.preparation::prepare)));
		return this.recordingTickets.admit(prepared).onErrorMap(Problems::of);
	}

	@Override
	public Mono<ResponseEntity<Flux<DataBuffer>>> encode(AudioFormat format, int sampleRate,
			@RequestBody(required = false) Flux<DataBuffer> pcm) {
		Flux<DataBuffer> encoded = this.encoder.encode(format, sampleRate, pcm,
				DefaultDataBufferFactory.sharedInstance);
		return Mono.just(ResponseEntity.ok()
			.contentType(format.mediaType())
			.body(this.encoderTickets.admit(encoded).onErrorMap(Problems::of)));
	}

}
