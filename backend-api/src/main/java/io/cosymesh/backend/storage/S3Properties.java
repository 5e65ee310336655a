package io.cosymesh.backend.storage;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * A bucket for the audio, instead of a folder.
 *
 * @param bucket name of the bucket; empty keeps audio in a folder
 * @param endpoint address of a server that speaks S3; empty is AWS itself
 * @param region its region
 * @param prefix what the name of each object begins with, empty or ending with a slash
 * @param accessKeyFile file that holds the access key ID; without it the AWS default
 * chain is asked: environment, web identity, profile, machine
 * @param secretKeyFile file that holds the secret access key
 * @param caCertificate PEM file with the authorities of the endpoint's certificate;
 * without it those of the JDK count
 * @param connectTimeout time to connect
 * @param attemptTimeout time for one attempt
 * @param callTimeout time for a call with all its attempts
 */
@ConfigurationProperties("cosymesh.storage.s3")
@Validated
record S3Properties(@DefaultValue("") String bucket, @Nullable URI endpoint, @DefaultValue("us-east-1") String region,
		@DefaultValue("") @Pattern(regexp = "([A-Za-z0-9._-]+/)*",
				message = "must be empty or end with a slash") String prefix,
		@Nullable Path accessKeyFile, @Nullable Path secretKeyFile, @Nullable Path caCertificate,
		@DefaultValue("2s") Duration connectTimeout, @DefaultValue("10s") Duration attemptTimeout,
		@DefaultValue("25s") Duration callTimeout) {

	boolean isConfigured() {
		return !this.bucket.isBlank();
	}

}
