package io.cosymesh.backend.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.backend.BackendSlice;
import io.cosymesh.fakes.PeersInside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class S3ConnectionTests {

	@TempDir
	private Path home;

	@Test
	void plaintextBeyondThisMachineIsRefusedAtStartWithWhatToDo(CapturedOutput log) {
		SpringApplicationBuilder backend = new SpringApplicationBuilder(BackendSlice.class, PeersInside.class)
			.web(WebApplicationType.NONE);
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> backend.run("--cosymesh.home=" + this.home,
				"--cosymesh.storage.s3.bucket=voices", "--cosymesh.storage.s3.endpoint=http://192.0.2.1:9000"));
		assertThat(log)
			.contains("APPLICATION FAILED TO START", "cosymesh.storage.s3.endpoint is plaintext", "Use https://")
			.doesNotContain("at io.cosymesh");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000",
			"https://192.0.2.1:9000" })
	void plaintextOnThisMachineAndTlsAnywhereAreFine(String endpoint) {
		assertThatCode(() -> S3Connection.open(properties(endpoint, null, null, null)).close())
			.doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { "s3.example.com", "ftp://s3.example.com", "http://192.0.2.1", "https:///bucket" })
	void otherEndpointsAreRefused(String endpoint) {
		assertThatExceptionOfType(StorageMisconfiguredException.class)
			.isThrownBy(() -> S3Connection.open(properties(endpoint, null, null, null)))
			.withMessageStartingWith("cosymesh.storage.s3.endpoint is");
	}

	@Test
	void halfTheKeysAndMissingFilesAreRefused() throws IOException {
		Path key = Files.writeString(this.home.resolve("key"), "key");
		assertThatExceptionOfType(StorageMisconfiguredException.class)
			.isThrownBy(() -> S3Connection.open(properties("https://s3", key, null, null)))
			.withMessageContaining("Only one of");
		assertThatExceptionOfType(StorageMisconfiguredException.class)
			.isThrownBy(() -> S3Connection.open(properties("https://s3", key, this.home.resolve("no"), null)))
			.withMessageContaining("secret-key-file can't be read");
		assertThatExceptionOfType(StorageMisconfiguredException.class)
			.isThrownBy(() -> S3Connection.open(properties("https://s3", null, null, this.home.resolve("no"))))
			.withMessageContaining("ca-certificate can't be read");
	}

	@Test
	void keysAreNeverPrinted() throws IOException {
		Path key = Files.writeString(this.home.resolve("key"), "hush-hush");
		assertThat(new CredentialFiles(key, key).toString()).doesNotContain("hush");
		assertThat(properties("https://s3", key, key, null).toString()).doesNotContain("hush-hush");
	}

	private static S3Properties properties(String endpoint, Path accessKey, Path secretKey, Path authorities) {
		return new S3Properties("voices", URI.create(endpoint), "us-east-1", "", accessKey, secretKey, authorities,
				Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(25));
	}

}
