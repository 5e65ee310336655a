package io.cosymesh.webui.access.key;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.database.RegularWork;
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.database.DatabaseWork;

/**
 * Knows the keys: the operator's own and those people make.
 */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

	@Bean
	KeyTable keyTable(JdbcClient jdbc) {
		return new KeyTable(jdbc);
	}

	@Bean
	FileKey fileKey(KeyFileProperties properties, RandomGenerator random, InstantSource clock) {
		return new FileKey(properties.file(), random, clock);
	}

	@Bean
	KeyUses keyUses(KeyTable table, DatabaseWork work, InstantSource clock) {
		return new KeyUses(table, work, clock);
	}

	@Bean
	KeyCache keyCache(KeyTable table, KeyUses uses, DatabaseWork work, KeyProperties properties) {
		return new KeyCache(table, uses, work, properties.cache());
	}

	@Bean
	Keys keys(KeyTable table, KeyCache cache, KeyProperties properties, AuditTrail audit, InstantSource clock,
			RandomGenerator random) {
		return new Keys(table, cache, properties, audit, clock, random);
	}

	@Bean
	KeyGate keyGate(FileKey fileKey, KeyCache cache, KeyUses uses, InstantSource clock) {
		return new KeyGate(fileKey, cache, uses, clock);
	}

	@Bean
	RegularWork keyUseFlush(KeyUses uses, KeyProperties properties, DatabaseWork work) {
		return RegularWork.withLastRound("key-use-flush", uses::flush, properties.flushInterval(), work.scheduler());
	}

	@Bean
	RegularWork keyUseSweep(KeyUses uses, DatabaseWork work) {
		return new RegularWork("key-use-sweep", uses::sweep, Duration.ofHours(1), work.scheduler());
	}

	@Bean
	RegularWork fileKeyReload(FileKey key, KeyProperties properties, DatabaseWork work) {
		return new RegularWork("file-key-reload", key::reload, properties.fileInterval(), work.scheduler());
	}

}
