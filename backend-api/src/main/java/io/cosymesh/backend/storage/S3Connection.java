package io.cosymesh.backend.storage;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

import io.cosymesh.backend.storage.tls.PrivateTrust;

/**
 * Opens a client for the configured bucket, or says what is wrong with the configuration.
 */
final class S3Connection {

	private S3Connection() {
	}

	static S3Client open(S3Properties properties) {
		S3ClientBuilder client = S3Client.builder()
			.region(Region.of(properties.region()))
			.forcePathStyle(true)
			.credentialsProvider(credentials(properties))
			.httpClient(http(properties))
			// Content-MD5 and the SHA-256 of the name do it; not every server knows more.
			.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
			.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
			.serviceConfiguration((s3) -> s3.chunkedEncodingEnabled(false))
			.overrideConfiguration((calls) -> calls.apiCallAttemptTimeout(properties.attemptTimeout())
				.apiCallTimeout(properties.callTimeout())
				.retryStrategy(AwsRetryStrategy.standardRetryStrategy()));
		URI endpoint = properties.endpoint();
		if (endpoint != null && !endpoint.toString().isEmpty()) {
			client.endpointOverride(checked(endpoint));
		}
		return client.build();
	}

	private static SdkHttpClient http(S3Properties properties) {
		UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder()
			.connectionTimeout(properties.connectTimeout())
			.socketTimeout(properties.attemptTimeout());
		Path authorities = existing("ca-certificate", properties.caCertificate());
		if (authorities != null) {
			http.tlsTrustManagersProvider(PrivateTrust.of(authorities));
		}
		return http.build();
	}

	private static AwsCredentialsProvider credentials(S3Properties properties) {
		Path accessKey = existing("access-key-file", properties.accessKeyFile());
		Path secretKey = existing("secret-key-file", properties.secretKeyFile());
		if (accessKey != null && secretKey != null) {
			return new CredentialFiles(accessKey, secretKey);
		}
		if (accessKey != null || secretKey != null) {
			throw new StorageMisconfiguredException(
					"Only one of cosymesh.storage.s3.access-key-file and .secret-key-file is set",
					"Set both, or neither to use the environment, a web identity or what else AWS looks for.");
		}
		return DefaultCredentialsProvider.builder().build();
	}

	private static @Nullable Path existing(String property, @Nullable Path file) {
		if (file == null || file.toString().isEmpty()) {
			return null;
		}
		if (!Files.isReadable(file)) {
			throw new StorageMisconfiguredException("cosymesh.storage.s3.%s can't be read".formatted(property),
					"Mount the file, or let the service read it: " + file);
		}
		return file;
	}

	private static URI checked(URI endpoint) {
		String host = endpoint.getHost();
		boolean plain = "http".equals(endpoint.getScheme());
		if (host == null || !(plain || "https".equals(endpoint.getScheme()))) {
			throw new StorageMisconfiguredException("cosymesh.storage.s3.endpoint is no address of a server",
					"Write it as https://host:port.");
		}
		if (plain && !isLoopback(host)) {
			throw new StorageMisconfiguredException(
					"cosymesh.storage.s3.endpoint is plaintext: voices would cross the network for all to hear",
					"Use https://, with cosymesh.storage.s3.ca-certificate if its authority is your own."
							+ " Plaintext is for a server on this very machine.");
		}
		return endpoint;
	}

	private static boolean isLoopback(String host) {
		try {
			return InetAddress.getByName(host).isLoopbackAddress();
		}
		catch (UnknownHostException _) {
			return false;
		}
	}

}
