package io.farmgate.archfixture.bootstrap.wiring;

interface Wires {}
