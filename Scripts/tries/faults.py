def run(asked, folder, checks): pass
