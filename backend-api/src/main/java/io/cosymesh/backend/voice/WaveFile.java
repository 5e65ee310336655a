package io.cosymesh.backend.voice;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import io.cosymesh.contracts.PcmFormat;

/**
 * Puts a RIFF WAVE header with the true length before PCM.
 */
final class WaveFile {

	private static final AudioFormat FORMAT = new AudioFormat(PcmFormat.SAMPLE_RATE, PcmFormat.BYTES_PER_SAMPLE * 8, 1,
			true, false);

	private WaveFile() {
	}

	/** Answers with PCM as a file to play. */
	static ResponseEntity<byte[]> answer(String name, byte[] pcm) {
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType("audio/wav"))
			.header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.inline().filename(name).build().toString())
			.body(of(pcm));
	}

	static byte[] of(byte[] pcm) {
		ByteArrayOutputStream wave = new ByteArrayOutputStream(pcm.length + 64);
		try (AudioInputStream audio = new AudioInputStream(new ByteArrayInputStream(pcm), FORMAT,
				pcm.length / PcmFormat.BYTES_PER_SAMPLE)) {
			AudioSystem.write(audio, AudioFileFormat.Type.WAVE, wave);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return wave.toByteArray();
	}

}
