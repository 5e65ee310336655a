package io.cosymesh.webui.access.people;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import io.cosymesh.webui.access.audit.TestTrail;
import io.cosymesh.webui.access.database.TestDatabase;

/**
 * People in a test's database, with passwords that cost little.
 */
public final class TestPeople {

	static final PasswordProperties CHEAP = new PasswordProperties(8192, 1, 2);

	private final PersonTable table;

	private final People people;

	private TestPeople(PersonTable table, People people) {
		this.table = table;
		this.people = people;
	}

	public static TestPeople in(TestDatabase database, TestTrail trail, InstantSource clock,
			List<PersonListener> listeners) {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		listeners.forEach((listener) -> beans.addBean(listener.getClass().getSimpleName(), listener));
		PersonTable table = new PersonTable(database.jdbc());
		return new TestPeople(table, new People(table, new Passwords(CHEAP),
				beans.getBeanProvider(PersonListener.class), trail.trail(), database.work(), clock));
	}

	public People people() {
		return this.people;
	}

	/** Adds somebody whose password nobody knows. */
	public Person add(String tenant, String name, Role role, Instant now) {
		Person person = new Person(name, tenant, role, true, "none", now, now);
		this.table.insert(person);
		return person;
	}

	/** Changes somebody, as an administrator would. */
	public Person change(Person admin, String name, String json) {
		return this.people.change(TestTrail.by(admin.tenant(), admin.name()), admin.account(), name,
				PersonChanges.of(name, tools.jackson.databind.json.JsonMapper.shared().readTree(json)));
	}

	public void delete(Person admin, String name) {
		this.people.delete(TestTrail.by(admin.tenant(), admin.name()), admin.account(), name);
	}

}
