package io.cosymesh.audio.confinement;

import java.util.List;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Says whether other containers than WAV can be read and written. Always up: WAV works
 * without.
 */
@Component
class FfmpegHealthIndicator implements HealthIndicator {

	private final Ffmpeg ffmpeg;

	FfmpegHealthIndicator(Ffmpeg ffmpeg) {
		this.ffmpeg = ffmpeg;
	}

	@Override
	public Health health() {
		List<String> missing = this.ffmpeg.missing();
		return Health.up().withDetail("available", missing.isEmpty()).withDetail("missing", missing).build();
	}

}
