"""Deal news as a graph whose every edge opens the sentence that says it."""
