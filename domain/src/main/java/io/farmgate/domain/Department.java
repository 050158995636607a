package io.farmgate.domain;

/**
 * What one show has of a department, as it stood when it was read: the {@link Task}s of its shots,
 * and where it is managed the cores that these divide among themselves.
 *
 * @param show the show's name
 * @param name the department's, as the show's groups name it
 * @param managed whether the tasks get parts of {@code managedCores}, instead of what each has
 * @param managedAs what the department's work is called where it is planned; empty unless managed
 * @param managedCores what the tasks of a managed department get together
 */
public record Department(
    DepartmentId id,
    String show,
    String name,
    boolean managed,
    String managedAs,
    Cores managedCores) {}
