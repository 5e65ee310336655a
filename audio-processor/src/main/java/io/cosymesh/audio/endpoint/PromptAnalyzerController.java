package io.cosymesh.audio.endpoint;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.audio.acceptance.RecordingLimits;
import io.cosymesh.audio.admission.Tickets;
import io.cosymesh.audio.admission.Workbench;
import io.cosymesh.audio.decode.RecordingDecoder;
import io.cosymesh.audio.features.PromptFeatureFile;
import io.cosymesh.audio.intake.Spool;
import io.cosymesh.audio.plot.PromptPlotter;
import io.cosymesh.contracts.audio.PromptAnalyzer;
import io.cosymesh.contracts.audio.PromptModel;
import io.cosymesh.contracts.audio.PromptPlot;

/**
 * Serves plots and prompt features, within the same bounds as recordings.
 */
@RestController
class PromptAnalyzerController implements PromptAnalyzer {

	private final Spool spool;

	private final RecordingDecoder decoder;

	private final RecordingLimits limits;

	private final Workbench workbench;

	private final Tickets recordingTickets;

	private final PromptFeatureFile features;

	PromptAnalyzerController(Spool spool, RecordingDecoder decoder, RecordingLimits limits, Workbench workbench,
			Tickets recordingTickets, PromptFeatureFile features) {
		this.spool = spool;
		this.decoder = decoder;
		this.limits = limits;
		this.workbench = workbench;
		this.recordingTickets = recordingTickets;
		this.features = features;
	}

	@Override
	public Mono<PromptPlot> plot(@RequestBody(required = false) Flux<DataBuffer> recording) {
		Mono<PromptPlot> plotted = this.spool.receive(recording, (spooled) -> this.workbench
			.compute(() -> spooled.use((file) -> PromptPlotter.plot(this.decoder.decode(file)))));
		return this.recordingTickets.admit(plotted).onErrorMap(Problems::of);
	}

	@Override
	public Mono<ResponseEntity<byte[]>> features(PromptModel model,
			@RequestBody(required = false) Flux<DataBuffer> pcm) {
		Mono<byte[]> file = PcmBody.read(pcm, this.limits)
			.flatMap((bytes) -> this.workbench.compute(() -> this.features.write(bytes, model)));
		return this.recordingTickets.admit(file)
			.map((bytes) -> ResponseEntity.ok().contentType(MediaType.parseMediaType(FEATURES_MEDIA_TYPE)).body(bytes))
			.onErrorMap(Problems::of);
	}

}
