// A page that says one thing, and where to go on.

byId("main").append(element("p", {}, element("a", { href: "/" }, "All deals")));
