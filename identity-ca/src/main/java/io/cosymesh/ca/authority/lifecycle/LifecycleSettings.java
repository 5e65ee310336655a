package io.cosymesh.ca.authority.lifecycle;

import java.nio.file.Path;
import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the CA's own authorities are kept.
 *
 * @param keyEncryptionKey file with 32 random bytes in base64 that seal the private keys
 * in the database; made in the state directory unless the database is shared
 * @param previousKeyEncryptionKey the file before it was replaced; at start, what it
 * sealed is sealed anew
 * @param jwtKeyTtl lifetime of each key that signs JWT-SVIDs
 * @param replaceExpiredRoot makes a new root when the last one has expired; every
 * workload has to be given the new trust bundle
 */
@Validated
@ConfigurationProperties("cosymesh.ca.authority")
record LifecycleSettings(@Nullable Path keyEncryptionKey, @Nullable Path previousKeyEncryptionKey,
		@DefaultValue("30d") @DurationMin(minutes = 6) Duration jwtKeyTtl,
		@DefaultValue("false") boolean replaceExpiredRoot) {
}
